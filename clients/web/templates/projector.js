(function(){
var stage=document.getElementById('stage')||document.getElementById('live');
if(!stage||!window.EventSource)return;
var link=document.getElementById('link'),stale=document.getElementById('stale'),timer;
function put(id,html){var e=document.getElementById(id);if(e&&e.innerHTML!==html)e.innerHTML=html}
function fresh(ttl){
  clearTimeout(timer);stage.classList.remove('stale');if(stale)stale.hidden=true;
  if(ttl>0)timer=setTimeout(function(){stage.classList.add('stale');if(stale)stale.hidden=false},ttl+1500);
}
fresh(+stage.dataset.ttl||0);
if(!stage.dataset.events)return;
var events=new EventSource(stage.dataset.events);
function state(live){if(link)link.textContent=live?link.dataset.live:link.dataset.lost}
events.onopen=function(){state(true)};
events.onerror=function(){state(false)};
events.addEventListener('estado',function(e){
  var t=JSON.parse(e.data);
  put('picture',t.picture);put('board',t.board);put('count',t.count);put('list',t.list);put('question',t.question);
  fresh(t.ttl);state(!t.lost);
  if(t.over){
    events.close();clearTimeout(timer);
    if(stage.id==='live')location.reload(); /* what can be done is another now */
  }
});
var full=document.getElementById('full');
if(full&&document.fullscreenEnabled){full.hidden=false;full.onclick=function(){document.documentElement.requestFullscreen()}}
})();
