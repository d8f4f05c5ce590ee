import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { Progress } from '~/ui/progress';
import { strings } from '~/ui/strings';
import type { Upload } from './use_uploads';

const looks: Record<string, string> = { done: 'tag-ok', failed: 'tag-bad' };

export function UploadRow({ upload: { name, state, share, message, courseId, retry }, onHide }: { upload: Upload; onHide(): void }) {
  const word = state === 'sending' ? strings.upload.sending : (strings.upload.states[state] ?? state);
  const over = state === 'done' || state === 'failed';
  return (
    <li className="upload card">
      <div className="row">
        <strong className="upload-name">{name}</strong>
        <span className={`tag ${looks[state] ?? 'tag-accent'}`}>{word}{!over && share !== undefined && ` ${Math.round(share * 100)} %`}</span>
      </div>
      {!over && <Progress label={strings.upload.progress(name)} value={share ?? 0} max={share === undefined ? undefined : 1} text={word} />}
      {message && <p className={state === 'failed' ? 'small upload-why' : 'small muted'}>{message}</p>}
      {over && (
        <div className="row">
          {state === 'done' && courseId && (
            <Link to="/course/$courseId" params={{ courseId }} className={buttonClass('plain')} aria-label={strings.upload.openOne(name)}>{strings.upload.open}</Link>
          )}
          {state === 'failed' && (retry ? <Button onClick={retry} aria-label={strings.upload.retry(name)}>{strings.app.retry}</Button> : <span className="small muted">{strings.upload.lost}</span>)}
          <Button look="icon" className="btn-quiet upload-hide" aria-label={strings.upload.dismiss(name)} onClick={onHide}><Icon name="close" /></Button>
        </div>
      )}
    </li>
  );
}
