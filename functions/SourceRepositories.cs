using Deis.Platform.Apps;
using Deis.Platform.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions;

/// <summary>The repositories of an SSH gateway that runs elsewhere.</summary>
public static class SourceRepositories
{
    private const string Setting = "Gateway:Url";

    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(10);

    /// <summary>Has the repositories of destroyed apps removed at the gateway that <c>Gateway:Url</c> names; without that they stay.</summary>
    /// <exception cref="FormatException">The setting is no address.</exception>
    public static IServiceCollection AddSourceRepositories(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } address)
        {
            return services;
        }
        HttpClient http;
        try
        {
            http = ServiceClient.Open(address, _answerWithin);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{Setting}: {exception.Message}", exception);
        }
        return services.AddSingleton<ISourceRepositories>(provider => new HttpSourceRepositories(http, provider.GetRequiredService<IOptions<ApiOptions>>().Value.BuilderKey));
    }
}
