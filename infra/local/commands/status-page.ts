import { answerJson } from '../http/api.ts';
import type { Stage } from '../story/stage.ts';
import { type ListRow, type PeriodRow, readStatus, type Status } from './status.ts';

export const statusPath = '/chitra';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
const number = (value: number): string => value.toLocaleString('en');
const onTheWall = (instant: Date): string =>
  instant.toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });

type Piece = string | Readonly<{ href: string; text: string }>;
type Cell = Piece | readonly Piece[];

const pieceOf = (piece: Piece): string =>
  typeof piece === 'string' ? escaped(piece) : `<a href="${escaped(piece.href)}">${escaped(piece.text)}</a>`;
const cellOf = (cell: Cell): string => [cell].flat().map(pieceOf).join('<br>');

/** Cells are escaped here and nowhere else. */
const table = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  if (rows.length === 0) return '<p>–</p>';
  const line = (cells: readonly Cell[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cellOf(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${line(heads, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
};

const periodRow = ({ periodId, status, approved, states }: PeriodRow): string[] => [
  periodId,
  status,
  approved ? `${number(approved.count)} · ${number(approved.amount)} ₫` : '',
  number(states['assigned'] ?? 0),
  number(states['paid'] ?? 0),
  number(states['carriedOver'] ?? 0),
];

const section = (vietnamese: string, english: string, content: string): string =>
  `<h2>${vietnamese} <small>${english}</small></h2>${content}`;

const style = `body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
h1 small,h2 small{font-weight:400;color:#667}h2{margin-top:2rem;font-size:1.1rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde;vertical-align:top}th{color:#556;font-weight:600}`;

const release = (endpoint: string, listId: string): string =>
  `curl -d '{"listId":"${listId}","decision":"release","actor":{"id":"approver@backan.example","role":"approver"}}' ` +
  `${endpoint}/2015-03-31/functions/release-list/invocations`;

const listRow = (list: ListRow, endpoint: string, folder: string): Cell[] => {
  const { listId, kind, month = '', status, heldBecause = '', rows, rejected, reports } = list;
  const links = reports.map((name) => ({ href: `${folder}/${listId}/${name}`, text: name }));
  return [
    `${kind} ${month}`,
    `${status} ${heldBecause}`,
    number(rows),
    number(rejected),
    status === 'held' ? [...links, release(endpoint, listId)] : links,
  ];
};

/** One page without a script: it asks for itself again every five seconds. */
export const statusPage = (status: Status, endpoint: string, bucket: string): string => {
  const lists = status.lists.map((list) => listRow(list, endpoint, `${endpoint}/${bucket}/reports/lists`));
  const messages = status.outbox.map(({ to, text, sentAt }) => [onTheWall(new Date(sentAt)), to, text]);
  const work = [
    ...status.running.map(({ machine, name }) => [machine, name, 'đang chạy / running']),
    ...status.failed.map(({ machine, name, error }) => [machine, name, error]),
  ];
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Chitra</title>
<style>${style}</style><h1>Chitra <small>${escaped(onTheWall(status.now))}</small></h1>
${section('Kỳ chi trả', 'Periods', table(['Kỳ / Period', 'Trạng thái / Status', 'Đã duyệt / Approved', 'Chờ lĩnh / Assigned', 'Đã lĩnh / Paid', 'Chuyển kỳ sau / Carried over'], status.periods.map(periodRow)))}
${section('Danh sách', 'Lists', table(['Loại / Kind', 'Trạng thái / Status', 'Dòng / Rows', 'Bị loại / Rejected', 'Báo cáo hoặc việc cần làm / Report, or what to do'], lists))}
${section('Tin nhắn mới nhất', 'Latest messages', table(['Lúc / At', 'Đến / To', 'Nội dung / Text'], messages))}
${section('Đang xử lý', 'Work under way', table(['Máy / Machine', 'Lượt / Run', ''], work))}
</html>`;
};

/** Puts the page behind the cloud's own port. */
export const serveStatusPage = (stage: Stage): void => {
  const { cloud } = stage;
  cloud.route(/^\/chitra\/?$/, async (_request, response) => {
    const page = statusPage(await readStatus(stage), cloud.endpoint, cloud.outputs['FilesBucketName'] ?? '');
    answerJson(response, 200, page, 'text/html; charset=utf-8');
  });
};
