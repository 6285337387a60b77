using System.Collections.Immutable;
using Deis.Router.Hosts;
using Deis.Router.Routes;

namespace Deis.Router.Certificates;

/// <summary>The certificates of one state of a route, by host. Immutable.</summary>
internal sealed class AppCertificates
{
    private readonly ImmutableArray<HostCertificate> _texts;
    private readonly Dictionary<string, ServingCertificate> _byServerName = [];
    private readonly List<RouteProblem> _problems = [];

    private AppCertificates(ImmutableArray<HostCertificate> texts) => _texts = texts;

    /// <summary>None at all.</summary>
    public static AppCertificates None { get; } = new([]);

    /// <summary>The certificates that cannot be read; their hosts have the default one.</summary>
    public IReadOnlyList<RouteProblem> Problems => _problems;

    /// <summary>The certificate of a host pattern in its text form; null when it has none.</summary>
    public ServingCertificate? Find(string serverName) => _byServerName.GetValueOrDefault(serverName);

    /// <summary>Reads certificates.</summary>
    /// <param name="texts">Those of the route; at most one for each host.</param>
    /// <param name="before">Those of the state before: what is in both is not read again, and its sessions can be resumed.</param>
    /// <param name="platformDomain">The domain below which short host names live.</param>
    public static AppCertificates Load(ImmutableArray<HostCertificate> texts, AppCertificates before, string platformDomain)
    {
        if (texts.AsSpan().SequenceEqual(before._texts.AsSpan()))
            return before;
        var certificates = new AppCertificates(texts);
        foreach (var text in texts)
        {
            // A host that is malformed is no host of the route, which says so.
            if (HostPattern.TryParse(text.Host, platformDomain, out var pattern, out _))
                certificates.Add(pattern.ToString(), text, before);
        }

        return certificates;
    }

    private void Add(string serverName, HostCertificate text, AppCertificates before)
    {
        if (before._texts.Contains(text) && before.Find(serverName) is { } known)
            _byServerName[serverName] = known;
        else if (ServingCertificate.TryLoad(text, out var certificate, out var error))
            _byServerName[serverName] = certificate;
        else
            _problems.Add(new RouteProblem(text.Host, $"The certificate of '{text.Host}' cannot be used, it is served with the default one: {error}"));
    }
}
