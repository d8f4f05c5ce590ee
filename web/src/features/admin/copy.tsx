import { useState } from 'react';
import { Button } from '~/ui/button';
import { strings } from '~/ui/strings';
import { words } from './strings';

export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return <Button look="quiet" aria-label={words.keys.copyOne(label)} onClick={copy}>{copied ? strings.app.copied : strings.app.copy}</Button>;
}
