import { memo } from 'react';
import { nameOfActor, nameOfThing, nameOfVerb, outcome, sayTime } from './reading';
import type { Statement } from './statement';

const looks = { ok: 'tag tag-ok', warn: 'tag tag-warn', plain: 'tag' };

export const StatementRow = memo(function StatementRow({ statement, onOpen }: { statement: Statement; onOpen(): void }) {
  const result = outcome(statement);
  return (
    <li>
      <button type="button" className="statement" onClick={onOpen}>
        <time className="statement-time small muted" dateTime={statement.stored}>{sayTime(statement.stored)}</time>
        <span className="statement-who">{nameOfActor(statement.actor)}</span>{' '}
        <span className="statement-said">
          <span className="statement-verb">{nameOfVerb(statement.verb)}</span>{' '}
          <span className="statement-what">{nameOfThing(statement.object)}</span>
        </span>{' '}
        {result && <span className={`${looks[result.look]} statement-result`}>{result.text}</span>}
      </button>
    </li>
  );
}, (before, after) => before.statement === after.statement);
