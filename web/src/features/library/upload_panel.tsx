import { type DragEvent, useRef, useState } from 'react';
import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { UploadRow } from './upload_row';
import './upload.css';
import { useUploads } from './use_uploads';

export function UploadPanel() {
  const { uploads, add, hide } = useUploads();
  const [over, setOver] = useState(false);
  const [title, setTitle] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    if (!files?.length) return;
    add([...files], title.trim());
    setTitle('');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section className="section" aria-labelledby="upload">
      <h2 id="upload">{strings.upload.title}</h2>
      <div className={over ? 'drop is-over' : 'drop'} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Icon name="upload" />
        <p>{over ? strings.upload.drop : strings.upload.text}</p>
        <p className="small muted">{strings.upload.types}</p>
        <div className="drop-form">
          <input className="field" type="text" value={title} onChange={(event) => setTitle(event.target.value)} placeholder={strings.upload.courseTitle} aria-label={strings.upload.courseTitle} />
          <Button look="primary" onClick={() => input.current?.click()}>{strings.upload.browse}</Button>
        </div>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      {uploads.length > 0 && (
        <ul role="list" className="uploads" aria-label={strings.upload.list}>
          {uploads.map((upload) => <UploadRow key={upload.key} upload={upload} onHide={() => hide(upload.key)} />)}
        </ul>
      )}
    </section>
  );
}
