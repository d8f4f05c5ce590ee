import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '~/ui/button';
import { recall, remember } from '~/ui/storage';
import { strings } from '~/ui/strings';
import './ask.css';

type Props = { scope: string; placeholder: string; offered?: { text: string }; last?: string; onAsk(question: string): void; onTyping?(typing: boolean): void };

// Enter asks, Shift+Enter starts a line, Up in an empty box brings the last question back. The draft outlives a reload.
export function Composer({ scope, placeholder, offered, last, onAsk, onTyping }: Props) {
  const storage = `ot.draft.${scope}`;
  const [text, setText] = useState(() => recall(storage, ''));
  const box = useRef<HTMLTextAreaElement>(null);
  const keys = useId();
  useEffect(() => remember(storage, text || undefined), [storage, text]);
  useEffect(() => {
    if (offered) setText(offered.text);
  }, [offered]);
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [text]);
  const send = () => {
    const question = text.trim();
    if (!question) return box.current?.focus();
    setText('');
    onTyping?.(false);
    onAsk(question);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && !text && last) setText(last);
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-describedby={keys}
        enterKeyHint="send"
        onChange={(event) => {
          setText(event.target.value);
          onTyping?.(event.target.value !== '');
        }}
        onKeyDown={key}
        onBlur={() => onTyping?.(false)}
      />
      <span id={keys} hidden>{strings.ask.keys}</span>
      <Button type="submit" look={text.trim() ? 'primary' : 'plain'}>{strings.ask.ask}</Button>
    </form>
  );
}
