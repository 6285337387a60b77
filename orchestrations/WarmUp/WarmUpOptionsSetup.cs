using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.WarmUp;

/// <summary>Fills <see cref="WarmUpOptions"/> from section <c>WarmUp</c>, else from the environment names of Deis Workflow.</summary>
internal sealed class WarmUpOptionsSetup(IConfiguration configuration) : IConfigureOptions<WarmUpOptions>
{
    public void Configure(WarmUpOptions options)
    {
        if (configuration["DEIS_ROUTER_SERVICE_HOST"] is { Length: > 0 } host)
        {
            options.RouterUrl = new UriBuilder(Uri.UriSchemeHttp, host, configuration.GetValue("DEIS_ROUTER_SERVICE_PORT", 80)).Uri;
        }

        options.PlatformDomain = configuration["DEIS_ROUTER_PLATFORM_DOMAIN"];
        configuration.GetSection("WarmUp").Bind(options);
    }
}
