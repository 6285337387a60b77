using Microsoft.AspNetCore.Http;

namespace Deis.FunctionsHost.Invocation;

/// <summary>
/// Fills the parameters of a function from its request and calls it. When a value does not fit, it is not called and the context says why.
/// </summary>
/// <param name="target">Instance of the function's class; null for a static method.</param>
/// <param name="context">The invocation.</param>
internal delegate ValueTask<IResult?> FunctionCall(object? target, HttpFunctionContext context);
