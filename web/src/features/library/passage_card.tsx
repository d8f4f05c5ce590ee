import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Citation } from '~/api/types';
import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { PassageBody } from './passage_body';

// A cited passage with its heading: what the side panel and the sheet both hold.
export function PassageCard({ citation, onClose }: { citation: Citation; onClose(): void }) {
  const [id, setId] = useState(citation.passage_id);
  const quote = useMemo(() => ({ start: citation.start, end: citation.end }), [citation]);
  const home = id === citation.passage_id;
  return (
    <div className="stack passage-card">
      <div className="row passage-head">
        <h2 tabIndex={-1} ref={focusOnce}>
          <span className="passage-n" aria-hidden="true">{citation.n}</span>
          {citation.title || strings.cite.passage}
        </h2>
        <Button look="icon" className="btn-quiet" aria-label={strings.cite.close} onClick={onClose}><Icon name="close" /></Button>
      </div>
      <PassageBody id={id} quote={home ? quote : undefined} onGo={setId} />
      <div className="row small">
        {!home && <Button look="quiet" onClick={() => setId(citation.passage_id)}>{strings.cite.backToQuote}</Button>}
        <Link to="/passage/$passageId" params={{ passageId: id }} search={home ? quote : {}} className="passage-own">{strings.cite.openPage}</Link>
      </div>
    </div>
  );
}

const focusOnce = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true });
