import { useState } from 'react';
import { Button } from '~/ui/button';
import { Markdown } from '~/ui/markdown/markdown';
import { Owl, type OwlState } from '~/ui/owl/owl';
import { Page } from '~/ui/page';
import { Progress } from '~/ui/progress';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';
import './design.css';

const roles = ['bg', 'surface', 'surface-2', 'text', 'text-muted', 'link', 'accent', 'accent-soft', 'ok', 'ok-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'info', 'border', 'border-strong', 'focus'];
const states: OwlState[] = ['idle', 'listening', 'thinking', 'speaking', 'celebrating'];
const mouths = ['sil', 'PP', 'FF', 'TH', 'DD', 'kk', 'CH', 'SS', 'nn', 'RR', 'aa', 'E', 'ih', 'oh', 'ou'];
const sizes = ['t-3xl', 't-2xl', 't-xl', 't-lg', 't-md', 't-sm', 't-xs'];

export function DesignPage() {
  useTitle(strings.design.title);
  const [mouth, setMouth] = useState('aa');
  return (
    <Page className="design">
      <h1>{strings.design.title}</h1>
      <p className="muted">{strings.design.lead}</p>
      <section className="section"><h2>{strings.design.owl}</h2>
        <ul role="list" className="design-owls">
          {states.map((state) => <li key={state} className="card pad"><Owl form="modal" state={state} viseme={state === 'speaking' ? mouth : 'sil'} label={`${strings.design.owl}: ${state}`} /><p>{state}</p></li>)}
        </ul>
        <div className="row">{mouths.map((one) => <Button key={one} look="chip" aria-pressed={one === mouth} onClick={() => setMouth(one)}>{one}</Button>)}</div>
        <h3>{strings.design.owlForms}</h3>
        <div className="row design-forms"><Owl form="modal" /><span className="design-rail"><Owl form="rail" /></span><Owl form="favicon" /></div>
      </section>
      <section className="section"><h2>{strings.design.colours}</h2>
        <ul role="list" className="design-colours">{roles.map((role) => <li key={role}><span style={{ background: `var(--c-${role})` }} />{role}</li>)}</ul>
      </section>
      <section className="section"><h2>{strings.design.type}</h2>
        {sizes.map((size) => <p key={size} className="design-type" style={{ fontSize: `var(--${size})` }}>{size}: {strings.library.title}</p>)}
      </section>
      <section className="section"><h2>{strings.design.components}</h2>
        <div className="stack">
          <div className="row"><Button look="primary">{strings.course.start}</Button><Button>{strings.check.check}</Button><Button look="quiet">{strings.check.skip}</Button><Button look="chip">{strings.ask.simpler}</Button><Button disabled>{strings.room.next}</Button></div>
          <div className="row"><span className="tag">L0</span><span className="tag tag-accent">{strings.library.sample}</span><span className="tag tag-ok">{strings.check.correct}</span><span className="tag tag-warn">{strings.check.notYet}</span><span className="tag tag-bad">{strings.upload.states.failed}</span></div>
          <Progress label={strings.room.progress} value={3} max={7} />
          <div className="card pad"><Skeleton lines={3} /></div>
        </div>
      </section>
      <section className="section"><h2>{strings.design.maths}</h2>
        <div className="card pad"><Markdown text={strings.design.sample} cites={{ 1: strings.cite.open(1, strings.cite.passage) }} /></div>
      </section>
    </Page>
  );
}
