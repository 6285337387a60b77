using Microsoft.Extensions.Configuration;

namespace Deis.Functions;

/// <summary>Where the logger is: <c>Logger:Url</c>, else <c>DEIS_LOGGER_SERVICE_HOST</c> and <c>DEIS_LOGGER_SERVICE_PORT_HTTP</c>.</summary>
internal static class LoggerAddress
{
    private const int DefaultPort = 80;

    public static Uri Of(IConfiguration configuration)
    {
        if (configuration["Logger:Url"] is { Length: > 0 } url)
        {
            return new Uri(url);
        }
        var host = configuration["DEIS_LOGGER_SERVICE_HOST"]
            ?? throw new InvalidOperationException("Logger:Url is missing: name the base URL of the logger, or DEIS_LOGGER_SERVICE_HOST.");
        return new UriBuilder(Uri.UriSchemeHttp, host, configuration.GetValue("DEIS_LOGGER_SERVICE_PORT_HTTP", DefaultPort)).Uri;
    }
}
