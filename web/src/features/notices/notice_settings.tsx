import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Field } from '../account/field';
import { Trouble, wrongOf } from '../account/trouble';
import { BrowserPush } from './browser_push';
import { saveSettings, type Settings, settingsQuery } from './queries';
import { words as all } from './strings';
import { Switch } from './switch';

const words = all.settings;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export function NoticeSettings() {
  const { data, error, refetch } = useQuery(settingsQuery);
  return (
    <>
      <h3 id="notice-settings">{words.title}</h3>
      {error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && <Form settings={data} />}
      {data?.push && <BrowserPush />}
    </>
  );
}

// Who has chosen no hours yet is where their browser is.
const begun = (settings: Settings): Settings => (settings.zone === 'UTC' && !settings.quiet_from && !settings.digest ? { ...settings, zone: here } : settings);

function Form({ settings }: { settings: Settings }) {
  const [wanted, setWanted] = useState(() => begun(settings));
  const queries = useQueryClient();
  const change = (part: Partial<Settings>) => setWanted({ ...wanted, ...part });
  const save = useMutation({
    mutationFn: () => saveSettings(wanted),
    onSuccess: (now) => {
      announce(words.saved);
      queries.setQueryData(settingsQuery.queryKey, now);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="card pad stack notice-settings" aria-labelledby="notice-settings" onSubmit={submit}>
      <Kinds settings={wanted} onChange={(kinds) => change({ kinds })} />
      {(wanted.mail || wanted.push) && <Hours settings={wanted} error={save.error} onChange={change} />}
      {!wanted.mail && <p className="muted">{words.noMail}</p>}
      <div className="row"><Button type="submit" disabled={save.isPending}>{words.save}</Button>{save.isSuccess && <span className="tag tag-ok">{words.saved}</span>}</div>
      <Trouble title={words.notSaved} error={save.error} pointers={['/zone', '/quiet_from', '/quiet_until', '/digest_at']} />
    </form>
  );
}

function Kinds({ settings: { kinds, mail, push }, onChange }: { settings: Settings; onChange(kinds: Settings['kinds']): void }) {
  const set = (kind: string, part: { in_app?: boolean; email?: boolean; push?: boolean }) => onChange(kinds.map((one) => (one.kind === kind ? { ...one, ...part } : one)));
  return (
    <table className="notice-kinds">
      <caption className="sr-only">{words.kinds}</caption>
      <thead><tr><th scope="col">{words.kind}</th><th scope="col">{words.onPage}</th>{push && <th scope="col">{words.inBrowsers}</th>}{mail && <th scope="col">{words.byMail}</th>}</tr></thead>
      <tbody>
        {kinds.map(({ kind, label, in_app, email, push: rings }) => (
          <tr key={kind}>
            <th scope="row">{label}</th>
            <td><input type="checkbox" aria-label={words.onPageFor(label)} checked={in_app} onChange={() => set(kind, { in_app: !in_app })} /></td>
            {push && <td><input type="checkbox" aria-label={words.inBrowsersFor(label)} checked={rings} onChange={() => set(kind, { push: !rings })} /></td>}
            {mail && <td><input type="checkbox" aria-label={words.byMailFor(label)} checked={email} onChange={() => set(kind, { email: !email })} /></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type HoursProps = { settings: Settings; error: unknown; onChange(part: Partial<Settings>): void };

function Hours({ settings: { mail, zone, quiet_from, quiet_until, digest, digest_at }, error, onChange }: HoursProps) {
  const quiet = quiet_from !== undefined;
  return (
    <>
      <Switch label={words.quiet} hint={words.quietHint} on={quiet} onChange={(on) => onChange(on ? { quiet_from: '22:00', quiet_until: '07:00' } : { quiet_from: undefined, quiet_until: undefined })} />
      {quiet && (
        <div className="notice-hours">
          <Field label={words.from} type="time" required wrong={wrongOf(error, '/quiet_from')} value={quiet_from} onChange={(from) => onChange({ quiet_from: from })} />
          <Field label={words.until} type="time" required wrong={wrongOf(error, '/quiet_until')} value={quiet_until ?? ''} onChange={(until) => onChange({ quiet_until: until })} />
        </div>
      )}
      {mail && <Switch label={words.digest} hint={words.digestHint} on={digest} onChange={(on) => onChange({ digest: on })} />}
      {mail && digest && <Field label={words.digestAt} type="time" required wrong={wrongOf(error, '/digest_at')} value={digest_at} onChange={(at) => onChange({ digest_at: at })} />}
      {(quiet || digest) && <Field label={words.zone} required wrong={wrongOf(error, '/zone')} spellCheck={false} value={zone} onChange={(name) => onChange({ zone: name })} />}
    </>
  );
}
