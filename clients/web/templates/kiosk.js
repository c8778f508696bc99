(function(){
if(!window.fetch||!window.URLSearchParams||!window.crypto)return;
var f=document.getElementById('form'),field=f.elements.student,words=f.dataset,
    most=1000,lasts=600000,shown=2000,lanes=4,waits=[500,1000,2000,4000],
    entries=[],missed=[],flying=0,failed=0,fragile=false,latest,timer,clearing;
function at(id){return document.getElementById(id)}
function ending(s){return s.replace(/[.\/\s-]/g,'').slice(-3)}
function fill(text,what){return text.replace(/%[sd]/,what)}
function newID(){
  return Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)),
    function(b){return(b<16?'0':'')+b.toString(16)}).join('');
}
/* Each entry is kept under its own id before it is first sent, and forgotten when the server
   has said what became of it: closing the page loses none and sends none twice. */
function keep(k,v){
  try{if(v===null)localStorage.removeItem(k);else localStorage.setItem(k,JSON.stringify(v));return true}
  catch(e){fragile=true;return false}
}
function kept(prefix){
  var found=[];
  try{for(var i=0;i<localStorage.length;i++){
    var k=localStorage.key(i);
    if(k.indexOf(prefix)===0)try{found.push(JSON.parse(localStorage.getItem(k)))}catch(e){}
  }}catch(e){fragile=true}
  return found;
}
function save(e){keep('quiosque '+e.id,{id:e.id,c:e.c,s:e.s,t:e.t,at:e.at})}
function drop(e){entries.splice(entries.indexOf(e),1);keep('quiosque '+e.id,null)}

/* What became of the latest entry, for two seconds. */
function tell(state,text,hint,then){
  var said=at('said');said.className='said '+state;
  said.querySelector('b').textContent=text;said.querySelector('.hint').textContent=hint||'';
  clearTimeout(clearing);if(state)clearing=setTimeout(then||function(){tell('',words.idle)},shown);
}
function queued(e){
  e.told=true;
  if(e===latest)tell('queued',fill(words.queued,ending(e.s)));
}
function count(){
  var w=at('waiting'),n=entries.filter(function(e){return e.told}).length;
  w.hidden=!n&&!fragile;
  w.querySelector('b').textContent=n?fill(n===1?words.waitingOne:words.waitingMany,n):'';
  w.querySelector('span').textContent=(failed?words.retrying+' ':'')+(fragile?words.fragile:'');
}
/* Who was told to be waiting has gone: a refusal stays until somebody has seen it. */
function miss(e,what){
  missed.push({s:ending(e.s),what:what,at:new Date().toTimeString().slice(0,5)});
  keep('recusas do quiosque',missed);list();
}
function list(){
  var box=at('missed'),ul=box.querySelector('ul');box.hidden=!missed.length;ul.textContent='';
  missed.forEach(function(m){
    var li=document.createElement('li');li.textContent='…'+m.s+' · '+m.at+' · '+m.what;ul.appendChild(li);
  });
}

function add(number){
  if(entries.length>=most){tell('refused',fill(words.refused,ending(number)),words.full);return}
  var e={id:newID(),c:f.elements['class'].value,s:number,t:0,at:Date.now(),born:performance.now()};
  if(latest&&!latest.done)latest.told=true;
  latest=e;entries.push(e);save(e);
  if(timer)queued(e);
  else{
    tell('',fill(words.sending,ending(number)));
    clearTimeout(clearing);clearing=setTimeout(function(){if(!e.done){queued(e);count()}},shown);
  }
  pump();
}
function pump(){
  if(timer)return count();
  for(var i=0;i<entries.length&&flying<lanes;i++){
    var e=entries[i];
    if(e.sending)continue;
    if(performance.now()-e.born>lasts){drop(e);miss(e,words.expired);i--;continue}
    send(e);
  }
  count();
}
function send(e){
  e.sending=true;e.t++;flying++;save(e);
  var stop=window.AbortController?new AbortController():null,late=setTimeout(function(){stop&&stop.abort()},15000);
  fetch('/kiosk',{method:'POST',credentials:'same-origin',headers:{Accept:'application/json'},signal:stop?stop.signal:undefined,
    body:new URLSearchParams({'class':e.c,student:e.s,id:e.id,'try':e.t})})
  .then(function(r){
    if(r.status===401||r.status===403)at('login').hidden=false;
    if(!r.ok||r.redirected)throw r.status;
    return r.json();
  }).then(function(a){at('login').hidden=true;failed=0;done(e,a)},function(){queued(e);if(!timer){failed++;wait()}})
  .then(function(){clearTimeout(late);e.sending=false;flying--;pump()});
}
function done(e,a){
  e.done=true;drop(e);
  if(a.state==='refused'&&(e.told||e!==latest))miss(e,a.what);
  if(e===latest)tell(a.state,fill(words[a.state],a.ending||ending(e.s)),a.state==='refused'?a.what+' '+(a.hint||''):'');
}
function wait(){
  timer=setTimeout(wake,waits[Math.min(failed-1,waits.length-1)]*(.5+Math.random()));
}
function wake(){clearTimeout(timer);timer=0;pump()}

f.addEventListener('submit',function(e){
  e.preventDefault();
  var number=field.value.trim();field.value='';field.focus();
  if(number)add(number);
});
/* A reader types wherever the page is: into the field. */
document.addEventListener('keydown',function(e){
  if(e.target!==field&&e.key.length===1&&!e.ctrlKey&&!e.metaKey&&!e.altKey)field.focus();
});
at('missed').querySelector('button').addEventListener('click',function(){
  missed=[];keep('recusas do quiosque',null);list();field.focus();
});
addEventListener('online',wake);addEventListener('pageshow',wake);
addEventListener('beforeunload',function(e){if(fragile&&entries.length)e.preventDefault()});
entries=kept('quiosque ').sort(function(a,b){return a.at-b.at});
entries.forEach(function(e){e.told=true;e.born=performance.now()-Math.max(0,Date.now()-e.at)});
missed=kept('recusas do quiosque')[0]||[];
list();wake();
})();
