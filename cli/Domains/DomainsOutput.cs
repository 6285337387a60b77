using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client;
using Deis.Client.Domains;

namespace Deis.Cli.Domains;

/// <summary>The listing of an app's domains.</summary>
internal static class DomainsOutput
{
    public static void Write(CliTerminal terminal, string app, Page<Domain> domains)
    {
        terminal.WriteLine(Heading.Of($"{app} Domains", domains.Results.Count, domains.Count));
        foreach (var domain in domains.Results)
            terminal.WriteLine(domain.Name);
    }
}
