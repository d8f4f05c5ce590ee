import type { Beat, Turn } from '~/api/turn';
import type { Citation } from '~/api/types';
import { Markdown } from '~/ui/markdown/markdown';
import { strings } from '~/ui/strings';
import type { ShowCitation } from '../library/use_citation';

export function RoomSources({ turn, visible, onCite }: { turn: Turn; visible: Beat[]; onCite: ShowCitation }) {
  const sources = unique(visible.flatMap((beat) => beat.citations));
  const objectives = turn.plan?.objectives ?? [];
  return (
    <div className="stack">
      {objectives.length > 0 && (
        <section className="card pad side-card">
          <h2>{strings.room.able}</h2>
          <ul className="small muted side-list">{objectives.map((one) => <li key={one}>{one}</li>)}</ul>
        </section>
      )}
      <section className="card pad side-card">
        <h2>{strings.room.sources}</h2>
        {sources.length === 0 && <p className="small muted">{strings.room.noSources}</p>}
        <ul role="list" className="side-sources">
          {sources.map((one) => (
            <li key={one.passage_id}>
              <button type="button" className="side-source small" onClick={(event) => onCite(one, event.currentTarget)}>
                <strong>{[one.title, one.page && strings.cite.page(one.page)].filter(Boolean).join(', ')}</strong>
                <span className="muted side-quote"><Markdown inline text={withoutLinks(one.quote)} /></span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

// A quote stands inside a button, where no link may be; a table's bars say nothing there.
const withoutLinks = (text: string) => text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\|[-: |]*/g, ' ');
const unique = (citations: Citation[]) => [...new Map(citations.map((one) => [one.passage_id, one])).values()];
