using Deis.SshGateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddOptions<SshGatewayOptions>().Bind(builder.Configuration.GetSection("SshGateway")).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddHostedService<SshGatewayService>();
await builder.Build().RunAsync();
