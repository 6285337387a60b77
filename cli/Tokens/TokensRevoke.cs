using Deis.Cli.CommandLine;

namespace Deis.Cli.Tokens;

/// <summary><c>deis tokens:revoke</c>.</summary>
internal sealed class TokensRevoke : Command
{
    public override string Name => "tokens:revoke";

    public override string Summary => "end a token at once";

    public override string Help => """
        Ends a token of the user who is logged in. Whoever uses it is refused from then on.

        Usage: deis tokens:revoke <id> [options]

        Arguments:
          <id>
            id of the token, as tokens:list shows it.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var id = arguments.Required("<id>");
        context.Terminal.Write($"Revoking token {id}...");
        await context.Work.StepAsync(session.Client.Tokens.RevokeAsync(id, cancellationToken));
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
