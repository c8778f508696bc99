(function(){
var f=document.getElementById('form'),s=document.getElementById('state');
if(!f||!window.fetch||!window.URLSearchParams)return;
var button=f.querySelector('button'),n=0,timer,began=0,busy=false,waits=[500,1000,2000,4000,8000,15000],last=600000;
function value(k){return(f.elements[k]||{}).value||''}
function say(t){s.textContent=t;s.hidden=false}
function digits(t){return t.replace(/\D/g,'')}
function store(k,v){try{if(v===undefined)return localStorage.getItem(k);localStorage.setItem(k,v)}catch(e){}return null}
/* One request id for one roll call and number, kept before it is first sent: whatever is
   closed or opened again, it is the same request. */
function remember(){
  var roll=f.dataset.roll;if(!roll)return;
  var k='chamada '+roll+' '+digits(value('student')),kept=JSON.parse(store(k)||'null');
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
  fetch('/present',{method:'POST',body:new URLSearchParams(new FormData(f)),credentials:'same-origin',signal:stop?stop.signal:undefined})
  .then(function(r){
    if(r.status===503||r.status===429||r.status>=500)throw r.status;
    if(r.redirected){began=0;location.replace(r.url);return}
    return r.text().then(function(t){began=0;document.open();document.write(t);document.close()});
  }).catch(function(){
    f.elements['try'].value=+value('try')+1;
    if(navigator.onLine===false)say(f.dataset.offline);
    busy=false;again();
  }).then(function(){clearTimeout(late);busy=false});
}
f.addEventListener('submit',function(e){e.preventDefault();if(began)return;began=Date.now();n=0;button.disabled=true;send()});
function wake(){if(began&&!document.hidden&&!busy)send()}
addEventListener('online',wake);addEventListener('pageshow',wake);document.addEventListener('visibilitychange',wake);
})();
