/** What the rules look at: files as text, so that bad samples need no disk. */

/** A text file of the repository. */
export interface Source {
  /** Relative to the repository, with forward slashes: "packages/key/src/key.ts". */
  readonly path: string
  readonly text: string
}

/** A package, as the rules see it. */
export interface Package {
  /** Relative to the repository: "packages/key". */
  readonly folder: string
  /** The parsed package.json. */
  readonly manifest: Manifest
  /** The parsed tsconfig.json. */
  readonly tsconfig: Tsconfig
  /** Its TypeScript under src/, and its generated modules under gen/. */
  readonly sources: readonly Source[]
  /** Every file of the folder that git would keep, relative to the folder. */
  readonly files: readonly string[]
}

/** The fields of a package.json that rules read; none can be taken for granted. */
export interface Manifest {
  readonly name?: string
  readonly imports?: Readonly<Record<string, unknown>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly repository?: { readonly url?: string; readonly directory?: string }
  readonly files?: readonly string[]
  readonly engines?: { readonly node?: string }
  readonly publishConfig?: { readonly access?: string }
  readonly scripts?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** The fields of a tsconfig.json that rules read. */
export interface Tsconfig {
  readonly compilerOptions?: { readonly types?: readonly string[]; readonly lib?: readonly string[] }
  readonly references?: readonly { readonly path: string }[]
}
