(function(){
if(!window.fetch||!window.URLSearchParams||!window.HTMLTemplateElement)return;
var f,s,button,n,timer,began=0,busy=false,waits=[500,1000,2000,4000,8000,15000],last=600000;
function value(k){return(f.elements[k]||{}).value||''}
function say(t){s.textContent=t;s.hidden=false}
function digits(t){return t.replace(/\D/g,'')}
function store(k,v){try{if(v===undefined)return localStorage.getItem(k);localStorage.setItem(k,v)}catch(e){}return null}
/* One request id for one check of a roll call and one number, kept before it is first sent:
   whatever is closed or opened again, it is the same request. */
function remember(){
  var roll=f.dataset.roll,kept;if(!roll)return;
  var k='chamada '+roll+' '+digits(value('student'));
  try{kept=JSON.parse(store(k))}catch(e){}
  if(kept){f.elements.id.value=kept.id;if(kept.tries>=+value('try'))f.elements['try'].value=kept.tries+1}
  store(k,JSON.stringify({id:value('id'),tries:+value('try')}));
}
function again(){
  if(Date.now()-began>last){say(f.dataset.giving);button.disabled=false;began=0;return}
  var w=waits[Math.min(n-1,waits.length-1)]*(.5+Math.random());
  clearTimeout(timer);timer=setTimeout(send,w);
}
function send(){
  if(busy||!began)return;
  clearTimeout(timer);n++;busy=true;
  say(n===1?f.dataset.pending:f.dataset.retrying.replace('%d',n));
  remember();
  var stop=window.AbortController?new AbortController():null,late=setTimeout(function(){stop&&stop.abort()},15000);
  fetch('/present',{method:'POST',headers:{'Chamada-Script':'1'},body:new URLSearchParams(new FormData(f)),credentials:'same-origin',signal:stop?stop.signal:undefined})
  .then(function(r){
    if(r.status===429||r.status>=500)throw r.status;
    return r.text().then(function(t){
      var at=r.headers.get('Content-Location')||(r.redirected?r.url:'');
      if(at)history.replaceState(null,'',at);
      show(t);
    });
  }).catch(function(){
    f.elements['try'].value=+value('try')+1;
    if(navigator.onLine===false)say(f.dataset.offline);
    busy=false;again();
  }).then(function(){clearTimeout(late);busy=false});
}
/* What has come is shown in this page: the receipt, which is not asked for once more, or
   the form again with what is to be mended. Only what it says is taken: style and
   script of another answer have another nonce, which this page's policy refuses. A template
   runs and applies nothing. */
function show(t){
  var d=document.createElement('template');d.innerHTML=t;d=d.content;
  began=0;document.title=d.querySelector('title').textContent;
  ['header','main'].forEach(function(part){
    document.querySelector(part).replaceWith(document.adoptNode(d.querySelector(part)));
  });
  take();scrollTo(0,0);
  var first=document.querySelector('[autofocus]');if(first)first.focus();
}
function take(){
  f=document.getElementById('form');s=document.getElementById('state');
  if(!f)return;
  button=f.querySelector('button');
  f.addEventListener('submit',function(e){e.preventDefault();if(began)return;began=Date.now();n=0;button.disabled=true;send()});
}
function wake(){if(began&&!document.hidden&&!busy)send()}
take();
/* Counted among the phones that have opened the page, once nobody waits for the network. */
var strange=f&&f.dataset.strange;
if(strange)addEventListener('load',function(){setTimeout(function(){
  if(!began)fetch('/aberta',{method:'POST',body:new URLSearchParams({'class':strange}),credentials:'same-origin',keepalive:true}).catch(function(){});
},300)});
addEventListener('online',wake);addEventListener('pageshow',wake);document.addEventListener('visibilitychange',wake);
})();
