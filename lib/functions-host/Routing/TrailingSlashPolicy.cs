using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Deis.FunctionsHost.Routing;

/// <summary>Routing itself does not look at a trailing slash; this rules out the endpoints that do.</summary>
internal sealed class TrailingSlashPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => RuleOf(endpoint) != TrailingSlash.Optional);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var wrong = httpContext.Request.Path.Value is [.., '/'] ? TrailingSlash.Forbidden : TrailingSlash.Required;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && RuleOf(candidates[i].Endpoint) == wrong)
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }

    private static TrailingSlash RuleOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<TrailingSlashAttribute>()?.Rule ?? TrailingSlash.Optional;
}
