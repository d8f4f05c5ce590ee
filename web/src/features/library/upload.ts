import { toProblem } from '~/api/problem';
import type { Import } from '~/api/types';

// XMLHttpRequest, because fetch does not report how much of a body is sent.
export function sendFiles(files: File[], title: string, onSent: (share: number) => void): Promise<Import> {
  const form = new FormData();
  if (title) form.append('title', title);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/courses');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    request.onload = () =>
      request.status < 300 ? resolve((request.response as { import: Import }).import) : reject(toProblem(request.status, request.response));
    request.onerror = () => reject(toProblem(0, { error: { code: 'offline', message: 'The server cannot be reached.' } }));
    request.send(form);
  });
}
