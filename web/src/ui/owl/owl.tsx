import { useId, useMemo } from 'react';
import art from './owl_art.svg?raw';
import './owl.css';

export type OwlState = 'idle' | 'listening' | 'thinking' | 'speaking' | 'celebrating';
export type OwlForm = 'modal' | 'rail' | 'favicon';

const boxes: Record<OwlForm, string> = { modal: '-14 -10 272 276', rail: '-14 -10 272 276', favicon: '34 6 172 156' };
const inner = art.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');

// The tutor. Decoration where its words stand beside it; give `label` where it stands alone.
export function Owl({ form = 'rail', state = 'idle', viseme = 'sil', label }: { form?: OwlForm; state?: OwlState; viseme?: string; label?: string }) {
  const id = useId().replace(/[^\w-]/g, '');
  const markup = useMemo(() => ({ __html: inner.replace(/(id="|url\(#)owl-/g, `$1${id}-`) }), [id]);
  return (
    <svg
      className={`owl owl-${form} is-${state} v-${viseme}`}
      viewBox={boxes[form]}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      dangerouslySetInnerHTML={markup}
    />
  );
}
