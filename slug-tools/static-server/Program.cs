using Deis.StaticServer;

if (args is not (["--check", _] or [_]))
{
    Console.Error.WriteLine("usage: deis-static-server [--check] FOLDER");
    return 64;
}

var (site, problem) = Site.Load(args[^1]);
if (site is null)
{
    Console.Error.WriteLine($" !     {problem}");
    return 1;
}
if (args is ["--check", _])
{
    Console.WriteLine($"Serving {site.Describe()}");
    return 0;
}

var port = Environment.GetEnvironmentVariable("PORT");
if (!ushort.TryParse(port, out var number) || number == 0)
{
    Console.Error.WriteLine($" !     PORT must be a number from 1 to 65535, not \"{port}\"");
    return 64;
}
await using var server = StaticServer.Create(site, number);
await server.RunAsync();
return 0;
