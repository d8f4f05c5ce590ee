import type { Source } from '~/api/types';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';

export const SourceLabel = ({ source }: { source: Source }) => (
  <p className="source-label"><Icon name={source === 'model' ? 'check' : 'book'} />{strings.room.source[source]}</p>
);
