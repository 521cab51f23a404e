// Fails a test file when this process does generate code from strings, so that such a run proves something.
let refused = false
try {
  new Function('')
} catch {
  refused = true
}
if (!refused)
  throw new Error('code generation from strings is allowed here: the flag has not reached the tests')
