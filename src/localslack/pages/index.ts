export { renderMessageHtml, type ShownMessage } from './message.ts';
export { renderChannelPage, renderHomePage, renderModalHtml, renderModalPage, renderPage } from './page.ts';
export { writePages } from './write.ts';
