import { Button } from '~/ui/button';
import './sure.css';

type Props = { label: string; text: string; yes: string; no: string; busy?: boolean; onYes(): void; onNo(): void };

// A question before something that cannot be undone, where the button was pressed; the way back has the focus.
export const Sure = ({ label, text, yes, no, busy, onYes, onNo }: Props) => (
  <div className="sure" role="group" aria-label={label}>
    <p>{text}</p>
    <div className="row">
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <Button autoFocus onClick={onNo}>{no}</Button>
      <Button className="btn-danger" disabled={busy} onClick={onYes}>{yes}</Button>
    </div>
  </div>
);
