using Deis.Cli.Profiles;

namespace Deis.Cli.Auth;

/// <summary>Logs in and writes the profile.</summary>
internal static class Login
{
    public static async Task RunAsync(
        CommandContext context, string controller, bool verifyTls, string username, string password, CancellationToken cancellationToken)
    {
        var client = context.Connect(new Uri(controller), verifyTls, token: null);
        var token = await client.Auth.LoginAsync(username, password, cancellationToken);
        context.Profiles.Save(new Profile
        {
            Username = username,
            SslVerify = verifyTls,
            Controller = controller,
            Token = token,
            BuilderUrl = client.Connection.BuilderUrl,
        });
        context.Terminal.WriteLine($"Logged in as {username}");
        context.Terminal.WriteLine($"Configuration file written to {context.Profiles.Path}");
    }
}
