/* Looks for somebody in the lists by any part of a number or name, accents or none. */
(function(){
var field=document.getElementById('search'),list=document.getElementById('list'),none=document.getElementById('none');
function plain(t){return t.normalize('NFD').replace(/[\u0300-\u036f]/g,'').toLowerCase()}
function look(){
  var words=plain(field.value).split(/\s+/),found=0;
  list.querySelectorAll('li').forEach(function(li){
    var t=plain(li.textContent),here=words.every(function(w){return t.indexOf(w)>=0});
    li.hidden=!here;if(here)found++;
  });
  none.hidden=found>0||!field.value.trim();
}
document.getElementById('find').hidden=false;
field.addEventListener('input',look);
new MutationObserver(function(){if(field.value)look()}).observe(list,{childList:true});
})();
