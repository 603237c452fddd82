/** Placeholder-free: the PostgreSQL server is added with the database layer. */
export default function setup(): void {}
