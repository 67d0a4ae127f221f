import { chanceOf } from './chance.ts';
import type { Census } from './census.ts';
import type { Commune } from './communes.ts';

export interface PointRow {
  readonly commune_code: string;
  readonly commune_name: string;
  readonly district: string;
  readonly point_code: string;
  readonly point_name: string;
  readonly days: string;
  readonly sessions: string;
  readonly capacity: string;
  readonly catch_up: string;
}

const capacity = 300;
const lastPayoutDay = 10;
const pointsMax = 9;

const pointName = ({ name }: Commune, at: number): string => {
  const place = name.replace(/^(Xã|Phường|Thị trấn) /, '');
  const kind = /^(Phường|Thị trấn) /.test(name) ? 'Bưu cục' : 'Điểm BĐ-VHX';
  return at === 0 ? `${kind} ${place}` : `${kind} ${place} ${String(at + 1)}`;
};

/** One point and one day for a commune of 2016; more days, then more points, where there are more people than places. */
export function* points({ communes, people, parameters }: Census): Generator<PointRow> {
  const daySize = capacity * 2;
  const size = people / communes.length;
  const daysNeeded = Math.ceil((size * 2) / daySize);
  const pointCount = Math.min(pointsMax, Math.ceil(daysNeeded / lastPayoutDay));
  const dayCount = Math.min(lastPayoutDay, Math.ceil(daysNeeded / pointCount));
  for (const commune of communes) {
    const start = chanceOf(parameters.seed, 'day', commune.code).below(lastPayoutDay);
    const days = Array.from({ length: dayCount }, (_, at) => 1 + ((start + at) % lastPayoutDay));
    for (let at = 0; at < pointCount; at += 1) {
      yield {
        commune_code: commune.code,
        commune_name: commune.name,
        district: commune.district,
        point_code: `${commune.code}-${String(at + 1)}`,
        point_name: pointName(commune, at),
        days: days.toSorted((a, b) => a - b).join(';'),
        sessions: 'AM;PM',
        capacity: String(capacity),
        catch_up: at === 0 ? 'x' : '',
      };
    }
  }
}
