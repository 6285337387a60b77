using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Tokens;

namespace Deis.Cli.Tokens;

/// <summary><c>deis tokens:create</c>.</summary>
internal sealed class TokensCreate : Command
{
    public override string Name => "tokens:create";

    public override string Summary => "make a token for a script or a CI system";

    public override string Help => """
        Makes a token with which a script or a CI system can use the API in your name.

        Usage: deis tokens:create <name> [options]

        Arguments:
          <name>
            what it is for, such as 'ci'.

        Options:
          -s --scope=<scope>
            what it is good for: read looks at things, deploy also changes what runs,
            admin is all that you may do. [default: admin]
          -a --apps=<apps>
            the apps it is for, separated by commas; for everything when missing.
          -e --expires=<time>
            how long it is good, such as 30d, 12h or 45m; for ever when missing.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Required("<name>");
        var apps = arguments.Value("--apps")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var session = context.OpenSession();
        context.Terminal.Write($"Creating token {name}...");
        var creating = session.Client.Tokens.CreateAsync(
            new TokenCreateRequest(name, arguments.Value("--scope"), apps, arguments.Value("--expires")), cancellationToken);
        await context.Work.StepAsync(creating);
        var token = await creating;
        JsonOutput.Write(context.Terminal, token, () => ClientJson.Default.CreatedToken);
        context.Terminal.WriteLine(" done");
        context.Terminal.WriteLine($"ID: {token.Id}");
        context.Terminal.WriteLine($"Token: {token.Token}");
        context.Terminal.WriteLine(token.Expires is null ? "It never expires. Keep it now: it is not shown again." : $"It expires at {token.Expires}. Keep it now: it is not shown again.");
        return 0;
    }
}
