using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Deis.Router.Certificates;
using Deis.Router.Routes;
using k8s.Models;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>What the annotations of a Service say about its route (docs/protocol/router.md §9). Values that are not understood are left out, each with a reason.</summary>
internal sealed class RouteAnnotations(V1Service service)
{
    /// <summary>Services with this label are routed.</summary>
    public const string Selector = Prefix + "routable=true";

    private const string Prefix = "router.deis.io/";

    private static readonly IPNetwork _nobody = new(IPAddress.None, 32);

    private readonly List<string> _problems = [];

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The host names.</summary>
    public ImmutableArray<string> Hosts => List("domains");

    /// <summary>Whether it takes a part of another Service's requests.</summary>
    public bool IsPart => Text("proxyDomain").Length > 0;

    /// <summary>The route, with these processes; null when the Service has no host names.</summary>
    /// <param name="endpoints">The processes.</param>
    /// <param name="neighbours">The routed Services of the same namespace; nobody can take requests from a stranger's app.</param>
    public AppRoute? ToRoute(ImmutableArray<UpstreamAddress> endpoints, IEnumerable<V1Service> neighbours)
    {
        if (Hosts.IsEmpty)
            return null;
        var route = new AppRoute { App = NameOf(service), Hosts = Hosts, Endpoints = endpoints, Maintenance = Flag("maintenance") };
        if (IsPart)
            route = AsPart(route, neighbours);
        return route with
        {
            ConnectTimeout = Time("connectTimeout", route.ConnectTimeout),
            Timeout = Time("tcpTimeout", route.Timeout),
            Whitelist = Networks("whitelist"),
            HttpsEnforced = Flag("ssl.enforce"),
        };
    }

    private AppRoute AsPart(AppRoute route, IEnumerable<V1Service> neighbours)
    {
        var domain = Text("proxyDomain");
        if (neighbours.FirstOrDefault(other => new RouteAnnotations(other) is { IsPart: false } theirs && theirs.Hosts.Contains(domain)) is not { } whole)
        {
            _problems.Add($"{Prefix}proxyDomain is '{domain}', which is no domain of a routed Service of this namespace; it is served under its own names only");
            return route;
        }
        var paths = List("proxyLocations");
        foreach (var path in paths.Where(path => !PathPattern.TryParse(path, out _)))
            _problems.Add($"{Prefix}proxyLocations has '{path}', which is no path or regular expression; it is left out");
        return route with { App = NameOf(whole), Part = Label("type") ?? service.Metadata.Name, Paths = paths };
    }

    /// <summary>The app's name in logs and metrics: the label <c>app</c>, else the Service's name; with the namespace in front when that is another.</summary>
    public static string NameOf(V1Service service)
    {
        var name = service.Metadata.Labels is { } labels && labels.TryGetValue("app", out var app) && app.Length > 0 ? app : service.Metadata.Name;
        return name == service.Metadata.NamespaceProperty && name == service.Metadata.Name ? name : $"{service.Metadata.NamespaceProperty}/{service.Metadata.Name}";
    }

    /// <summary>Whether the Service needs a secret.</summary>
    public bool Needs(string secret) => List("certificates").Any(pair => CertificateSecret.NameOf(pair[(pair.LastIndexOf(':') + 1)..]) == secret);

    /// <summary>The certificates of the hosts.</summary>
    /// <param name="secret">Finds a secret of the Service's namespace by its name; null when it is not known.</param>
    /// <param name="former">The route until now: the watch of secrets may be behind that of services, and until it has caught up a host is shown what it was shown before.</param>
    public ImmutableArray<HostCertificate> Certificates(Func<string, V1Secret?> secret, AppRoute? former)
    {
        var certificates = ImmutableArray.CreateBuilder<HostCertificate>();
        foreach (var pair in List("certificates"))
        {
            var colon = pair.LastIndexOf(':');
            var (host, name) = (pair[..Math.Max(colon, 0)], CertificateSecret.NameOf(pair[(colon + 1)..]));
            if (certificates.Any(certificate => certificate.Host == host))
                continue;
            var found = CertificateSecret.Read(host, secret(name));
            if (found is null)
                _problems.Add($"{Prefix}certificates has '{pair}', and there is no secret {name} with tls.crt, tls.key and the label {CertificateSecret.Selector}");
            if ((found ?? former?.Certificates.FirstOrDefault(certificate => certificate.Host == host)) is { } known)
                certificates.Add(known);
        }

        return certificates.DrainToImmutable();
    }

    private string Text(string name) => service.Metadata.Annotations is { } notes && notes.TryGetValue(Prefix + name, out var value) ? value.Trim() : "";

    private string? Label(string name) => service.Metadata.Labels is { } labels && labels.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private ImmutableArray<string> List(string name) => [.. Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    // A list of which nothing can be understood keeps everybody out: it was meant to keep some out.
    private ImmutableArray<IPNetwork> Networks(string name)
    {
        var entries = List(name);
        List<IPNetwork> networks = [];
        foreach (var entry in entries)
        {
            if (IPNetwork.TryParse(entry, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                _problems.Add($"{Prefix}{name} has '{entry}', which is not an address or a network such as 10.0.0.0/8; it lets nobody in");
        }
        return !entries.IsEmpty && networks.Count == 0 ? [_nobody] : [.. networks];
    }

    private bool Flag(string name)
    {
        var text = Text(name);
        if (text.Length == 0 || bool.TryParse(text, out _))
            return text.Length > 0 && bool.Parse(text);
        Reject(name, text, "true or false");
        return false;
    }

    private TimeSpan Time(string name, TimeSpan fallback)
    {
        var text = Text(name);
        if (text.Length == 0)
            return fallback;
        var digits = text.TrimEnd([.. "mshdwMy"]);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && Unit(text[digits.Length..]) is { } unit
            && number <= TimeSpan.FromDays(1) / unit)
            return number * unit;
        Reject(name, text, "a whole number with ms, s, m, h or d, at most a day");
        return fallback;
    }

    private static TimeSpan? Unit(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "" or "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => null,
    };

    private void Reject(string name, string value, string wanted) => _problems.Add($"{Prefix}{name} is '{value}', which is not {wanted}; the default holds");
}
