using System.Net.Security;
using Deis.Router.Routes;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Certificates;

/// <summary>Chooses the certificate of a new connection by the host that the client names (SNI, RFC 6066 §3).</summary>
internal sealed partial class CertificateSelector
{
    private readonly RouteTable _routes;
    private readonly SslServerAuthenticationOptions _default;
    private readonly ILogger<CertificateSelector> _logger;

    /// <exception cref="ArgumentException">The default certificate cannot be used.</exception>
    public CertificateSelector(RouteTable routes, RouterOptions options, ILogger<CertificateSelector> logger)
    {
        _routes = routes;
        _logger = logger;
        _default = new ServingCertificate(options.Certificate!, options.CertificateChain).Options
            ?? throw new ArgumentException("The router's certificate cannot be used for TLS.", nameof(options));
    }

    /// <summary>How the connection is served: as the host's app says, else with the default certificate.</summary>
    public ValueTask<SslServerAuthenticationOptions> SelectAsync(TlsHandshakeCallbackContext context) =>
        ValueTask.FromResult(Select(context.ClientHelloInfo.ServerName));

    private SslServerAuthenticationOptions Select(string host)
    {
        if (host.Length == 0 || _routes.FindCertificate(host.TrimEnd('.')) is not { } certificate)
            return _default;
        if (certificate.Options is { } options)
            return options;
        if (certificate.ReportOnce())
            LogUnusable(host);
        return _default;
    }

    [LoggerMessage(EventId = 1250, Level = LogLevel.Warning, Message = "The TLS library does not take the certificate of {Host}; it is served with the default one")]
    private partial void LogUnusable(string host);
}
