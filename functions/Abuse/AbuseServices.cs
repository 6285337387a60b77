using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Abuse;

/// <summary>Registers what slows down who guesses passwords or asks without end.</summary>
internal static class AbuseServices
{
    private const string Section = "Abuse";

    public static IServiceCollection AddAbuseLimits(this IServiceCollection services)
    {
        services.AddOptions<AbuseOptions>()
            .BindConfiguration(Section)
            .ValidateDataAnnotations()
            .Validate(options => options.TrustedProxies.All(network => IPNetwork.TryParse(network, out _)), "Abuse:TrustedProxies has an entry that is no network such as 10.0.0.0/8.")
            .Validate(options => options.LongestPause >= TimeSpan.FromSeconds(1) && options.Memory >= options.LongestPause, "Abuse:LongestPause must be a second at least, and Abuse:Memory no shorter than that.")
            .ValidateOnStart();
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<LoginGuard>();
        services.AddSingleton<RequestLimit>();
        services.AddSingleton<LastingRequests>();
        return services;
    }
}
