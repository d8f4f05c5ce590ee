import { useEffect, useRef, useState } from 'react';
import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';

// Types freely and tells the page at most every 150 ms.
export function SearchBox({ value, onChange }: { value: string; onChange(text: string): void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value); // the Back button brought another query
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 150);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <search className="searchbox">
      <Icon name="search" />
      <input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={strings.library.search}
        aria-label={strings.library.searchLabel}
        autoComplete="off"
        enterKeyHint="search"
      />
      {text && (
        <Button look="icon" className="btn-quiet" aria-label={strings.library.clear} onClick={() => setText('')}>
          <Icon name="close" />
        </Button>
      )}
    </search>
  );
}
