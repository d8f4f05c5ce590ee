import { memo } from 'react';
import type { Beat } from '~/api/turn';
import { strings } from '~/ui/strings';
import { SourceLabel } from '../ask/source_label';
import { CitedText } from '../library/cited_text';
import type { ShowCitation } from '../library/use_citation';

// A part of the lesson that is read: say, show, formula, figure.
export const PartCard = memo(function PartCard({ beat, onCite }: { beat: Beat; onCite: ShowCitation }) {
  return (
    <>
      {beat.title && <h3 className="part-title">{beat.title}</h3>}
      {beat.figure && <Figure url={beat.figure.url} alt={beat.figure.alt} />}
      {(beat.text || beat.citations.length > 0) && <CitedText text={beat.text} citations={beat.citations} growing={!beat.complete} onCite={onCite} />}
      {beat.figure && beat.caption && <p className="small muted">{beat.caption}</p>}
      {beat.complete && beat.source && <SourceLabel source={beat.source} />}
    </>
  );
});

const Figure = ({ url, alt }: { url: string; alt: string }) => <img className="part-figure" src={url} alt={alt || strings.room.figureMissing} />;
