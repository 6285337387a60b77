using Deis.Cli.CommandLine;

namespace Deis.Cli.Certs;

/// <summary><c>deis certs:add</c>.</summary>
internal sealed class CertsAdd : Command
{
    public override string Name => "certs:add";

    public override string Summary => "add an SSL certificate";

    public override string Help => """
        Adds a certificate with its private key. 'deis certs:attach' then has hosts
        served with it.

        Usage: deis certs:add <name> <cert> <key> [options]

        Arguments:
          <name>
            name of the certificate: small letters, digits and hyphens.
          <cert>
            path of the certificate as PEM, followed by those that lead from it to
            one that browsers know.
          <key>
            path of its private key as PEM, without a passphrase.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var certificate = await ReadAsync(arguments.Required("<cert>"), cancellationToken);
        var key = await ReadAsync(arguments.Required("<key>"), cancellationToken);

        context.Terminal.Write("Adding SSL endpoint... ");
        await context.Work.SpinAsync(session.Client.Certs.AddAsync(arguments.Required("<name>"), certificate, key, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"open {path}: no such file or directory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"open {path}: {e.Message}");
        }
    }
}
