using Deis.Cli.CommandLine;
using Deis.Client.Transport;

namespace Deis.Cli.Auth;

/// <summary>What registration and login share: the controller's check and the prompts.</summary>
internal static class Account
{
    /// <summary>The controller URL that the user typed, normalised.</summary>
    /// <exception cref="CommandException">It is not acceptable.</exception>
    public static string ControllerOf(Arguments arguments) =>
        ControllerUrl.TryNormalise(arguments.Required("<controller>"), out var url, out var error) ? url : throw new CommandException(error);

    /// <summary>Makes sure that there is a controller.</summary>
    /// <exception cref="CommandException">Something else answers there.</exception>
    public static async Task CheckAsync(Client.DeisClient client, string controller, CancellationToken cancellationToken)
    {
        if (!await client.Controller.IsControllerAsync(cancellationToken))
        {
            throw new CommandException(
                $"{controller} does not appear to be a valid Deis controller.\n"
                + "Check that the URL is right and that the server and this client are up to date.");
        }
    }

    /// <summary>An option's value, else what the user answers.</summary>
    public static async Task<string> ValueAsync(
        CommandContext context, Arguments arguments, string option, string prompt, CancellationToken cancellationToken) =>
        arguments.Value(option) ?? await context.Terminal.AskAsync(prompt, cancellationToken);

    /// <summary>An option's value, else what the user answers unseen.</summary>
    public static async Task<string> SecretAsync(
        CommandContext context, Arguments arguments, string option, string prompt, CancellationToken cancellationToken) =>
        arguments.Value(option) ?? await context.Terminal.AskSecretAsync(prompt, cancellationToken);

    /// <summary>A new password: the one that was given, else what the user answers twice.</summary>
    /// <exception cref="CommandException">The answers differ.</exception>
    public static async Task<string> NewPasswordAsync(
        CommandContext context, string? given, string prompt, string mismatch, CancellationToken cancellationToken)
    {
        if (given is not null)
            return given;
        var password = await context.Terminal.AskSecretAsync($"{prompt}: ", cancellationToken);
        var again = await context.Terminal.AskSecretAsync($"{prompt} (confirm): ", cancellationToken);
        return password == again ? password : throw new CommandException(mismatch);
    }
}
