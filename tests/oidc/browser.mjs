// A browser as far as a sign-in needs one: it keeps cookies for each origin, and follows redirects when it is told to.
export class Browser {
  jars = new Map();

  cookie(origin) {
    return [...(this.jars.get(origin) ?? new Map())].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  async send(method, url, body, headers = {}) {
    const { origin } = new URL(url);
    const jar = this.jars.get(origin) ?? this.jars.set(origin, new Map()).get(origin);
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url, { method, redirect: 'manual', headers: { cookie: this.cookie(origin), ...type, ...headers }, body: body && JSON.stringify(body) });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (!value || /max-age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    const to = response.headers.get('location');
    return { status: response.status, to: to && new URL(to, url).href, cookies: response.headers.getSetCookie(), json: text.startsWith('{') ? JSON.parse(text) : {} };
  }
  // Goes where it is sent until `there(url)`, which is not asked for.
  async follow(url, there) {
    for (let hops = 0; hops < 12 && !there(url); hops++) {
      const answer = await this.send('GET', url);
      if (!answer.to) throw new Error(`no way on from ${new URL(url).pathname}: ${answer.status}`);
      url = answer.to;
    }
    return url;
  }
}
