import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Seals text with AES-256-GCM under a key made from the secret; the key's id allows for rotation. */
export function sealer(secret: string) {
  const key = createHash('sha256').update(secret).digest();
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    seal(text: string): string {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        keyId,
        nonce.toString('base64'),
        cipher.getAuthTag().toString('base64'),
        sealed.toString('base64'),
      ].join('.');
    },
    /** Throws when the text was sealed with another secret. */
    open(sealed: string): string {
      const [id, nonce = '', tag = '', text = ''] = sealed.split('.');
      if (id !== keyId)
        throw new Error(
          'This was sealed with another HERALD_SECRET_KEY. Start with the key it was sealed with.',
        );
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'));
      decipher.setAuthTag(Buffer.from(tag, 'base64'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8');
    },
  };
}
export type Sealer = ReturnType<typeof sealer>;
