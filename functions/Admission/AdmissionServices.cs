using System.Threading.RateLimiting;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Admission;

/// <summary>
/// Bounds how many requests are served at once. An API that took all that come would run out of database connections, then of memory, and would still be
/// busy with requests whose callers have long gone when the rush is over. Functions with <see cref="DisableRateLimitingAttribute"/> do not count.
/// </summary>
internal static class AdmissionServices
{
    private const string Section = "Admission";
    private const string RetryAfterSeconds = "1";

    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.OnRejected = static (refused, _) => RefuseAsync(refused.HttpContext));
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<AdmissionOptions>>(
            static (limiter, admission) => limiter.GlobalLimiter = Limiter(admission.Value));
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(AdmissionOptions options) =>
        PartitionedRateLimiter.Create<HttpContext, Lane>(http => RateLimitPartition.GetConcurrencyLimiter(LaneOf(http), lane => Bound(lane, options)));

    private static ConcurrencyLimiterOptions Bound(Lane lane, AdmissionOptions options) => lane switch
    {
        Lane.Long => new() { PermitLimit = options.LongAtOnce },
        Lane.Builder => new() { PermitLimit = options.BuilderAtOnce },
        _ => new() { PermitLimit = options.ShortAtOnce, QueueLimit = options.ShortWaiting },
    };

    /// <summary>The bound that a request counts for.</summary>
    public static Lane LaneOf(HttpContext http)
    {
        var function = http.GetEndpoint()?.Metadata;
        if (function?.GetMetadata<AccessAttribute>()?.Access == Access.Builder)
        {
            return Lane.Builder;
        }
        return function?.GetMetadata<LongLivedAttribute>() is null ? Lane.Short : Lane.Long;
    }

    private static ValueTask RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        var answer = ApiResults.Detail(
            StatusCodes.Status503ServiceUnavailable, "The API has more requests than it can serve. Nothing was done; try again in a moment.");
        return new ValueTask(answer.ExecuteAsync(http));
    }
}
