import { describe, expect, it } from '@jest/globals';
import { maskName, normaliseName } from './name.js';
import { simplify } from './traditional.js';

describe('a name', () => {
  it.each([
    ['张伟', '张伟'],
    [' 张 伟 ', '张伟'],
    ['张\u3000伟', '张伟'],
    ['張偉', '张伟'],
    ['歐陽國強', '欧阳国强'],
    ['陳麗華', '陈丽华'],
    ['買買提·吐尔逊', '买买提吐尔逊'],
    ['阿卜杜拉•买买提', '阿卜杜拉买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉买买提'],
    ['Ｊｏｈｎ Smith', 'JOHNSMITH'],
    ['\u200b王芳', '王芳'],
    ['', ''],
  ])('"%s" is compared as "%s"', (text, compared) => {
    expect(normaliseName(text)).toBe(compared);
    expect(normaliseName(compared)).toBe(compared);
  });

  it.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['欧阳桂英', '欧阳**'],
    ['尉迟杰', '尉迟*'],
    ['歐陽娜', '歐陽*'],
    ['司马', '司*'],
    [' 张 三 ', '张*'],
    ['张', '*'],
    ['', '*'],
    ['阿卜杜拉·买买提', '阿******'],
    ['John Smith', 'J***'],
    ['𠮷田', '𠮷*'],
  ])('"%s" is shown as %s', (text, masked) => {
    expect(maskName(text)).toBe(masked);
  });
});

describe('the table of traditional characters', () => {
  it('has no chains: what is simplified stays', () => {
    const once = simplify('張陳劉黃歐陽鍾鐘龍鳳國強麗華靜穎艷豔閆');
    expect(once).toBe('张陈刘黄欧阳钟钟龙凤国强丽华静颖艳艳闫');
    for (let code = 0x4e00; code <= 0x9fff; code += 1) {
      const simple = simplify(String.fromCodePoint(code));
      if (Array.from(simple).length !== 1 || simplify(simple) !== simple) throw new Error(`wrong pair for ${simple}`);
    }
  });
});
