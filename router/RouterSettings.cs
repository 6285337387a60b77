using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Deis.Router.Certificates;
using Microsoft.Extensions.Configuration;

namespace Deis.Router;

/// <summary>The settings of a router that runs alone, from the environment (docs/protocol/router.md §8).</summary>
internal sealed record RouterSettings(string RoutesPath, string PlatformDomain, RouterOptions Options)
{
    private const string Prefix = "DEIS_ROUTER_";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="FormatException">A setting is missing or malformed; the message names it.</exception>
    public static RouterSettings Read(IConfiguration configuration)
    {
        var defaults = new RouterOptions();
        var certificates = Text("TLS_CERTIFICATE") is { } file ? Certificates("TLS_CERTIFICATE", file) : [];
        var options = new RouterOptions
        {
            Listen = List("LISTEN") ?? defaults.Listen,
            Http2Listen = List("HTTP2_LISTEN") ?? [],
            TlsListen = List("TLS_LISTEN") ?? [],
            Certificate = certificates.FirstOrDefault(),
            CertificateChain = [.. certificates.Skip(1)],
            HealthListen = Text("HEALTH_LISTEN"),
            TrustedProxies = [.. (List("TRUSTED_PROXIES") ?? []).Select(Network)],
            RequestIds = string.Equals(Text("REQUEST_IDS"), "true", StringComparison.OrdinalIgnoreCase),
            StopTimeout = Text("STOP_TIMEOUT") is { } seconds ? Seconds("STOP_TIMEOUT", seconds) : defaults.StopTimeout,
        };
        if (options.Problems().FirstOrDefault() is { } problem)
            throw new FormatException(problem);
        return new RouterSettings(Required("ROUTES"), Required("PLATFORM_DOMAIN"), options);

        string? Text(string name) => configuration[Prefix + name] is { Length: > 0 } value ? value : null;

        string[]? List(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        string Required(string name) => Text(name) ?? throw new FormatException($"The environment variable {Prefix}{name} must be set.");
    }

    private static X509Certificate2Collection Certificates(string name, string file)
    {
        try
        {
            return CertificateFile.Read(file);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{Prefix}{name}: {error.Message}");
        }
    }

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new FormatException($"{Prefix}TRUSTED_PROXIES: '{text}' is not a network such as 10.0.0.0/8.");

    private static TimeSpan Seconds(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{Prefix}{name}: '{text}' is not a number of seconds.");
}
