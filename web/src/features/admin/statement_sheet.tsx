import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import '~/ui/sheet.css';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { Copy } from './copy';
import { type Fact, factsOf } from './facts';
import type { Filters } from './search';
import { nameOfActor, nameOfThing, nameOfVerb, outcome } from './reading';
import type { Statement } from './statement';
import { words } from './strings';
import { useStatement } from './use_statements';

type Props = { id: string | undefined; onClose(): void; onOnly(more: Filters): void };

export const StatementSheet = ({ id, ...rest }: Props) => (
  <ModalOverlay className="sheet-scrim" isOpen={id !== undefined} onOpenChange={(open) => !open && rest.onClose()} isDismissable>
    <Modal className="sheet">
      <Dialog className="sheet-body opened" aria-label={words.statements.open}>
        {id && <Opened id={id} {...rest} />}
      </Dialog>
    </Modal>
  </ModalOverlay>
);

function Opened({ id, onClose, onOnly }: Props) {
  const { data, error } = useStatement(id);
  return (
    <>
      <div className="opened-head">
        <h2>{data ? <Sentence statement={data} /> : words.statements.open}</h2>
        <Button look="icon" className="btn-quiet" aria-label={strings.app.close} onClick={onClose}><Icon name="close" /></Button>
      </div>
      {error && <Failure title={words.statements.noSuch} error={error} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && (
        <>
          <dl className="facts">{factsOf(data).map((fact) => <FactRow key={fact.label} fact={fact} onOnly={onOnly} />)}</dl>
          <Raw statement={data} />
        </>
      )}
    </>
  );
}

function Sentence({ statement }: { statement: Statement }) {
  const result = outcome(statement);
  return <>{nameOfActor(statement.actor)} {nameOfVerb(statement.verb)} {nameOfThing(statement.object)}{result && `: ${result.text}`}</>;
}

const FactRow = ({ fact: { label, text, detail, only }, onOnly }: { fact: Fact; onOnly(more: Filters): void }) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <span>{text}</span>
      {detail && <span className="fact-detail small muted">{detail}</span>}
      {only && <Button look="quiet" aria-label={words.statements.onlyOf(label, text)} onClick={() => onOnly(only)}>{words.statements.only}</Button>}
    </dd>
  </div>
);

function Raw({ statement }: { statement: Statement }) {
  const text = JSON.stringify(statement, null, 2);
  return (
    <section aria-label={words.statements.raw}>
      <div className="row raw-head">
        <h3>{words.statements.raw}</h3>
        <Copy text={text} label={words.statements.raw} />
      </div>
      {/* A region that keys can scroll. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="raw" tabIndex={0} aria-label={words.statements.raw}>{text}</pre>
    </section>
  );
}
