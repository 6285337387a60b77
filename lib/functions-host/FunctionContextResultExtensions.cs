using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost;

/// <summary>What a middleware does to an invocation.</summary>
public static class FunctionContextResultExtensions
{
    /// <summary>Sets the answer, in place of what the function returned or will not be asked for. The package's <c>GetInvocationResult</c> works only
    /// below an Azure Functions host.</summary>
    public static void SetResult(this FunctionContext context, IResult result) => context.Features.Set(result);
}
