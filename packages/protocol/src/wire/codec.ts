export type FrameFault = 'foreign'
