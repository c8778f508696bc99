// What is wrong with a page for somebody who sees little, has large fingers, or uses only
// the keyboard: a list of sentences, empty when nothing is.
(function(){
  var wrong=[];
  function rgba(c){
    var n=(c.match(/[\d.]+/g)||[0,0,0,0]).map(Number);
    return n.length<4?n.concat(1):n;
  }
  function over(top,below){
    return [0,1,2].map(function(i){return top[i]*top[3]+below[i]*(1-top[3])}).concat(1);
  }
  function behind(e){
    var layers=[];
    for(;e;e=e.parentElement)layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce(function(b,l){return over(l,b)},[255,255,255,1]);
  }
  function light(c){
    var l=c.slice(0,3).map(function(v){v/=255;return v<=.04045?v/12.92:Math.pow((v+.055)/1.055,2.4)});
    return .2126*l[0]+.7152*l[1]+.0722*l[2];
  }
  function shown(e){
    var r=e.getBoundingClientRect();
    return r.width>0&&r.height>0&&getComputedStyle(e).visibility==='visible';
  }
  function name(e){return '<'+e.tagName.toLowerCase()+' '+(e.id||e.className||'')+'> "'+e.textContent.trim().slice(0,30)+'"'}
  var texts=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT),node;
  while((node=texts.nextNode())){
    var e=node.parentElement;
    if(!node.textContent.trim()||!shown(e)||/SCRIPT|STYLE|NOSCRIPT/.test(e.tagName))continue;
    var ground=behind(e),ink=over(rgba(getComputedStyle(e).color),ground);
    var a=light(ink),b=light(ground),contrast=(Math.max(a,b)+.05)/(Math.min(a,b)+.05);
    if(contrast<7)wrong.push(name(e)+' has a contrast of '+contrast.toFixed(2));
  }
  document.querySelectorAll('input:not([type=hidden])').forEach(function(i){
    if(!i.labels||!i.labels.length)wrong.push('no label: '+i.outerHTML);
  });
  document.querySelectorAll('a,button,summary,input:not([type=hidden])').forEach(function(e){
    if(e.type==='checkbox')e=e.labels[0];
    var r=e.getBoundingClientRect();
    if(shown(e)&&(r.height<43.9||r.width<43.9))wrong.push(name(e)+' is '+r.width.toFixed()+'x'+r.height.toFixed());
  });
  if(document.documentElement.scrollWidth>document.documentElement.clientWidth)
    wrong.push('scrolls sideways: '+document.documentElement.scrollWidth+' in '+document.documentElement.clientWidth);
  if(!document.documentElement.lang)wrong.push('no language');
  if(!document.title)wrong.push('no title');
  return wrong;
})()
