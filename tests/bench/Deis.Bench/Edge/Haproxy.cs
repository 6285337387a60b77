namespace Deis.Bench.Edge;

/// <summary>HAProxy with a backend per app and a map from host names to them.</summary>
internal sealed class Haproxy(int hosts, string folder) : EdgeProxy("HAProxy", hosts, folder)
{
    protected override string Line => $"haproxy -db -f {Folder}/haproxy.cfg >{Folder}/access.log 2>{Folder}/error.log";

    // A server's address can be changed at run time over the admin socket, but only to one that the configuration foresees; not compared.
    public override Task SwitchAsync(int process) => throw new NotSupportedException();

    protected override void Configure(int process)
    {
        Write("hosts.map", Enumerable.Range(0, Hosts).Select(app => $"{Answers.HostOf(app)} app{app}"));
        Write("haproxy.cfg", [
            $$"""
            global
              nbthread 1
              maxconn 8192
              tune.pool-high-fd-ratio 90
              tune.pool-low-fd-ratio 80
              log stdout format raw local0 info
              ssl-default-bind-options ssl-min-ver TLSv1.2
            defaults
              mode http
              log global
              log-format "[%t] - %b - %ci - - - %ST - %{+Q}r - %B - \"-\" - \"-\" - %b - %si:%sp - %[capture.req.hdr(0)] - %Tr - %Ta"
              timeout connect 10s
              timeout client 1300s
              timeout server 1300s
              option forwardfor
              http-reuse always
            frontend edge
              bind 127.0.0.1:{{Port}} backlog 4096
              bind 127.0.0.1:{{TlsPort}} ssl crt {{TlsFile}} backlog 4096
              capture request header Host len 64
              http-request set-header X-Forwarded-Proto https if { ssl_fc }
              http-request set-header X-Forwarded-Proto http if !{ ssl_fc }
              http-request set-header X-Forwarded-Port %[dst_port]
              http-request set-header X-Forwarded-Host %[req.hdr(host)]
              use_backend %[req.hdr(host),field(1,:),lower,map({{Folder}}/hosts.map)]
            """,
            .. Enumerable.Range(0, Hosts).Select(app => $$"""
                backend app{{app}}
                  server process 127.0.0.1:{{PortOf(app, process)}} pool-purge-delay 2s
                """),
        ]);
    }
}
