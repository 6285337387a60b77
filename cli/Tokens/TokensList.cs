using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Tokens;

namespace Deis.Cli.Tokens;

/// <summary><c>deis tokens:list</c>.</summary>
internal sealed class TokensList : Command
{
    public override string Name => "tokens:list";

    public override string Summary => "list the tokens of the logged in user";

    public override string Help => """
        Lists the tokens of the user who is logged in, newest first: id, name, scope, the apps it is
        for, until when it is good, and when it was used last. Each login has a token too.

        Usage: deis tokens:list [options]

        Options:
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var tokens = await session.Client.Tokens.ListAsync(session.Limit(arguments), cancellationToken);

        JsonOutput.Write(context.Terminal, tokens, () => ClientJson.Default.IReadOnlyListToken);
        context.Terminal.WriteLine(Heading.Of($"{session.Profile.Username} Tokens", tokens.Results.Count, tokens.Count));
        TabStops.Write(context.Terminal, [.. tokens.Results.Select(Row)]);
        return 0;
    }

    private static string[] Row(Token token) =>
    [
        token.Id,
        token.Name.Length > 0 ? token.Name : "(login)",
        token.Scope,
        token.Apps is null ? "all apps" : string.Join(',', token.Apps),
        token.Expires is null ? "never expires" : $"expires {token.Expires}",
        (token.LastUsed is null ? "never used" : $"used {token.LastUsed}") + (token.Current ? ", this one" : ""),
    ];
}
