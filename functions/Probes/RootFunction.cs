using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.FunctionsHost.Routing;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Probes;

/// <summary>The root, by whose 401 clients recognise a controller.</summary>
public static class RootFunction
{
    /// <summary>Shows an empty object; by its 401 without a token clients recognise the API.</summary>
    [Function("root")]
    [Answers(200, typeof(Dictionary<string, string>), Example = "{}")]
    [Scope(TokenLevel.Read, EveryApp = true)]
    [TrailingSlash(TrailingSlash.Required)]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2")] HttpRequest request) =>
        ApiResults.Ok(new Dictionary<string, string>());
}
