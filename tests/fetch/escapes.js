// All ways that a page has to reach somebody. OTHERS are origins in quotes, DATAGRAMS are ports.
for (const there of [OTHERS]) {
  fetch(there + '/fetch').catch(() => say('fetch failed'));
  fetch(there + '/keepalive', {keepalive: true, mode: 'no-cors'}).catch(() => say('fetch failed'));
  const request = new XMLHttpRequest(); request.open('GET', there + '/xhr'); request.onerror = () => say('xhr failed');
  request.send();
  navigator.sendBeacon(there + '/beacon', 'x');
  new WebSocket(there.replace('http', 'ws') + '/socket').onerror = () => say('socket failed');
  new EventSource(there + '/events').onerror = () => say('events failed');
  for (const [name, more] of [
    ['img', {src: '/i'}], ['iframe', {src: '/f'}], ['video', {src: '/v'}], ['embed', {src: '/e'}],
    ['script', {src: '/s'}], ['object', {data: '/o'}], ['link', {rel: 'stylesheet', href: '/c'}],
    ['link', {rel: 'prefetch', href: '/p'}], ['link', {rel: 'preconnect', href: '/'}],
    ['link', {rel: 'icon', href: '/x'}], ['link', {rel: 'dns-prefetch', href: '/'}],
    ['link', {rel: 'modulepreload', href: '/m'}], ['link', {rel: 'manifest', href: '/w'}],
    ['link', {rel: 'prerender', href: '/r'}],
  ]) {
    for (const key of ['src', 'href', 'data']) if (more[key]) more[key] = there + more[key];
    document.head.append(Object.assign(document.createElement(name), more));
  }
  document.head.append(Object.assign(document.createElement('script'), {type: 'speculationrules', textContent:
    JSON.stringify({prefetch: [{urls: [there + '/sp'], eagerness: 'immediate'}],
                    prerender: [{urls: [there + '/sr'], eagerness: 'immediate'}]})}));
  window.open(there + '/open');
  const form = Object.assign(document.createElement('form'), {method: 'post', action: there + '/form'});
  document.body.append(form); form.submit();
  const link = Object.assign(document.createElement('a'), {href: '#here', ping: there + '/ping'});
  document.body.append(link); link.click();
  const blank = Object.assign(document.createElement('a'), {href: there + '/blank', target: '_blank'});
  document.body.append(blank); blank.click();
  document.body.style.backgroundImage = 'url(' + there + '/bg)';
}
const frame = document.createElement('iframe');
document.body.append(frame);
for (const kinds of [window, frame.contentWindow]) for (const port of [DATAGRAMS]) {
  for (const host of ['127.0.0.1', '127.0.0.2', '[::1]']) {
    try {
      const peer = new kinds.RTCPeerConnection({iceServers: [{urls: 'stun:' + host + ':' + port},
        {urls: ['turn:' + host + ':' + port + '?transport=udp', 'turn:' + host + ':' + port + '?transport=tcp',
                'turns:' + host + ':' + port + '?transport=tcp'], username: 'a', credential: 'b'}]});
      peer.createDataChannel('x');
      peer.createOffer().then(offer => peer.setLocalDescription(offer));
      say('there is WebRTC');
    } catch {}
    try {
      new kinds.WebTransport('https://' + host + ':' + port + '/t').ready.catch(() => say('transport failed'));
      say('there is WebTransport');
    } catch {}
  }
}
// Frames whose content is in the page itself: with an origin of their own they may get a process of their own.
const tries = `<script>for (const there of ${JSON.stringify([OTHERS])}) {
    fetch(there + '/framed', {method: 'POST', mode: 'no-cors', body: 'x'}).catch(() => 0);
    navigator.sendBeacon(there + '/framed-beacon', 'x'); new Image().src = there + '/framed-image';
    new WebSocket(there.replace('http', 'ws') + '/framed-socket');
  } parent.postMessage('framed', '*')<\/script>`;
const asData = 'data:text/html,' + encodeURIComponent(tries);
const asBlob = URL.createObjectURL(new Blob([tries], {type: 'text/html'}));
const within = document.createElement('iframe');
for (const [name, value] of [['sandbox', 'allow-scripts'], ['srcdoc', tries]]) within.setAttribute(name, value);
const frames = [
  ...[tries, within.outerHTML].map(text => ['iframe', {srcdoc: text}]),
  ...[asData, asBlob, 'javascript:' + JSON.stringify(tries)].map(url => ['iframe', {src: url}]),
  ...[asData, asBlob].flatMap(url => [['object', {data: url}], ['embed', {src: url}], ['fencedframe', {src: url}]]),
];
onmessage = event => say(event.data);
for (const [kind, more] of frames) for (const sandbox of ['allow-scripts', 'allow-scripts allow-same-origin', null]) {
  const frame = document.createElement(kind);
  if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
  for (const [name, value] of Object.entries(more)) frame.setAttribute(name, value);
  document.body.append(frame);
}
