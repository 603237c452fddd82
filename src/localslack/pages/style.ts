/** The look of the pages: Slack's proportions, light, or dark where the reader prefers it. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1d1c1d;--soft:#616061;--line:#ddd;--side:#f8f8f8;--link:#1264a3;--code:#e01e5a;--codebg:#f6f6f6;--button:#fff;--primary:#007a5a;--danger:#e01e5a;--mention:#e8f5fa;--all:#fdf2cd;--bar:#3f0e40;--card:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#1a1d21;--fg:#d1d2d3;--soft:#ababad;--line:#3a3d42;--side:#222529;--link:#1d9bd1;--code:#e8912d;--codebg:#232529;--button:#1a1d21;--primary:#148567;--mention:#1d3b4d;--all:#544720;--bar:#121016;--card:#222529}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.46668 Lato,"Helvetica Neue",Helvetica,Arial,sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
header.bar{background:var(--bar);color:#fff;padding:10px 20px;font-weight:700}header.bar a{color:#fff}
main{max-width:860px;margin:0 auto;padding:16px 20px 48px}
h1{font-size:18px;margin:0 0 4px}.note,.hint,.optional,time.at{color:var(--soft)}.note{font-size:13px}
.message{display:flex;gap:8px;padding:8px 0}.message>.what{min-width:0;flex:1}
.avatar{flex:none;width:36px;height:36px;border-radius:8px;color:#fff;font-weight:700;display:flex;align-items:center;justify-content:center}
.who{font-weight:900;margin-right:6px}.badge{background:var(--line);color:var(--soft);font-size:10px;font-weight:700;border-radius:2px;padding:1px 3px;margin-right:6px;vertical-align:1px}
time.at{font-size:12px}.edited{color:var(--soft);font-size:13px}
.only{color:var(--soft);font-size:13px;margin:2px 0}
.block{margin:6px 0;overflow-wrap:anywhere}.block.section{display:flex;gap:16px;justify-content:space-between}.block .body{flex:1;min-width:0}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:6px 16px;margin-top:4px}
h3{font-size:18px;line-height:1.33;font-weight:900;margin:4px 0}
hr{border:0;border-top:1px solid var(--line);margin:10px 0}
.block.context{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;color:var(--soft);font-size:13px}
.block.actions,.block.context_actions{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.button{display:inline-block;border:1px solid color-mix(in srgb,var(--fg) 30%,transparent);border-radius:8px;padding:4px 12px;font-weight:700;font-size:13px;background:var(--button);white-space:nowrap}
.button.primary{background:var(--primary);border-color:var(--primary);color:#fff}.button.danger{background:var(--danger);border-color:var(--danger);color:#fff}
code,pre{font:12px/1.5 Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--codebg);border:1px solid var(--line);border-radius:3px}
code{color:var(--code);padding:2px 3px}pre{padding:8px;margin:4px 0;white-space:pre-wrap;border-radius:4px}
blockquote{margin:4px 0;padding:0 0 0 12px;border-left:4px solid var(--line)}
ul,ol{margin:2px 0;padding-left:24px}
.mention{background:var(--mention);color:var(--link);border-radius:3px;padding:0 2px}.mention.all{background:var(--all);color:inherit}
.reactions{display:flex;gap:4px;margin:4px 0}.reaction{background:var(--codebg);border-radius:12px;padding:1px 8px;font-size:12px}
.thread{margin:4px 0 4px 8px;padding-left:12px;border-left:2px solid var(--line)}.thread summary{color:var(--link);font-size:13px;font-weight:700;cursor:pointer}
.file{display:inline-block;border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin:4px 0}
.attachment{border-left:4px solid var(--line);padding-left:12px;margin:4px 0}
.picture,img{border-radius:6px}img.image{max-width:min(100%,480px)}.picture{background:var(--codebg);color:var(--soft);display:inline-flex;align-items:center;justify-content:center}.image.picture{max-width:100%;padding:24px;width:360px}.thumb{width:20px;height:20px;font-size:12px}
table{border-collapse:collapse;margin:4px 0}td{border:1px solid var(--line);padding:4px 8px}tr:first-child td{font-weight:700}
.sheet{max-width:520px;margin:24px auto;background:var(--card);border:1px solid var(--line);border-radius:8px;box-shadow:0 4px 24px #0003}
.sheet>h1{font-size:22px;font-weight:900;padding:20px 28px 8px;margin:0}.sheet>.inner{padding:4px 28px 12px}.sheet>footer{display:flex;justify-content:flex-end;gap:12px;padding:16px 28px 24px}
.sheet footer .button{font-size:15px;padding:6px 12px}
.block.input{margin:16px 0}.label{font-weight:700;margin-bottom:4px}.optional{font-weight:400}.hint{font-size:13px;margin-top:4px}
.field{display:block;border:1px solid color-mix(in srgb,var(--fg) 35%,transparent);border-radius:4px;padding:6px 12px;min-height:36px;background:var(--bg);position:relative}
.field.tall{min-height:96px}.field.menu{padding-right:32px}.field.menu b{position:absolute;right:10px;top:6px;font-weight:400}
.actions .field,.accessory .field{display:inline-block;min-width:150px;font-size:13px;min-height:30px;padding-top:4px}
.placeholder{color:var(--soft)}.chip{background:var(--mention);border-radius:4px;padding:2px 6px;margin-right:4px;display:inline-block}
.choices{list-style:none;padding:0;margin:4px 0}.choices li{display:flex;gap:8px;align-items:flex-start;margin:4px 0}.choices small{display:block;color:var(--soft)}
.radio,.check{flex:none;width:16px;height:16px;margin-top:3px;border:1px solid var(--soft);border-radius:50%}.check{border-radius:4px}.on{background:var(--link);border-color:var(--link);box-shadow:inset 0 0 0 3px var(--bg)}
.alert{border-radius:6px;padding:8px 12px;background:var(--all);margin:0}
.list{list-style:none;padding:0}.list li{padding:6px 0;border-bottom:1px solid var(--line)}
`;
